// Tells the admin and the pages that look ahead, and nobody else, in which time zone this browser's clock runs.
const { paths } = document.querySelector("script[data-paths]").dataset;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const secure = location.protocol === "https:" ? "; Secure" : "";
for (const path of zone ? paths.split(" ") : []) document.cookie = `time_zone=${zone}; path=${path}; max-age=31536000; SameSite=Lax${secure}`;
