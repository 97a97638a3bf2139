type Setting = string | number | boolean

/** The settings of these that were given. */
export function given(settings: Readonly<Record<string, Setting | undefined>>): Record<string, Setting> {
  const entries = Object.entries(settings).filter((entry): entry is [string, Setting] => entry[1] !== undefined)
  return Object.fromEntries(entries)
}
