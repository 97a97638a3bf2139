/** Name and version of serving software; the name alone where it does not tell its version. */
export function named(name: string, version: string | null): string {
  return version === null ? name : `${name} ${version}`
}
