// Tells the admin, and nobody else, in which time zone this browser's clock runs.
const { admin } = document.querySelector("script[data-admin]").dataset;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const secure = location.protocol === "https:" ? "; Secure" : "";
if (zone) document.cookie = `time_zone=${zone}; path=${admin}; max-age=31536000; SameSite=Lax${secure}`;
