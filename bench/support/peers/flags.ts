/** Arguments of a command line, each name with its value; `true` stands for a flag without one. */
export function flags(named: Readonly<Record<string, string | number | true>>): string[] {
  return Object.entries(named).flatMap(([name, value]) =>
    value === true ? [`--${name}`] : [`--${name}`, String(value)],
  )
}
