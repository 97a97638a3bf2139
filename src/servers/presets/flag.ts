/** A command-line flag and its value as arguments; none where the value is left out. */
export function flag(name: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [name, String(value)]
}
