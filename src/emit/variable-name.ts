/** Whether a shell and systemd both take this as the name of a variable of the environment. */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}
