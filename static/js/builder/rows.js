// Filled in by its own work.
export const enhance = () => {};
