/** Arm's own cores by their part numbers, from its technical reference manuals. */
const armParts: ReadonlyMap<string, string> = new Map([
  ['0xd03', 'Cortex-A53'],
  ['0xd05', 'Cortex-A55'],
  ['0xd07', 'Cortex-A57'],
  ['0xd08', 'Cortex-A72'],
  ['0xd0b', 'Cortex-A76'],
  ['0xd0c', 'Neoverse N1'],
  ['0xd40', 'Neoverse V1'],
  ['0xd49', 'Neoverse N2'],
  ['0xd4f', 'Neoverse V2'],
  ['0xd84', 'Neoverse V3'],
  ['0xd8e', 'Neoverse N3'],
])
const armImplementer = '0x41'

/** Name of the processor in /proc/cpuinfo: of Arm's those of its cores. Null where it is not said. */
export function chipName(cpuinfo: string): string | null {
  const model = new Set(values(cpuinfo, 'model name'))
  if (model.size > 0) return model.size === 1 ? ([...model][0] ?? null) : null
  const implementers = new Set(values(cpuinfo, 'CPU implementer'))
  const parts = [...new Set(values(cpuinfo, 'CPU part'))]
  if (implementers.size !== 1 || !implementers.has(armImplementer) || parts.length === 0) return null
  const names = parts.flatMap((part) => armParts.get(part) ?? [])
  return names.length === parts.length ? `Arm ${names.toSorted().join(' + ')}` : null
}

function values(cpuinfo: string, name: string): string[] {
  // The file ends its lines; one without an end was cut off.
  return [...cpuinfo.matchAll(new RegExp(String.raw`^${name}\s*: ([^\n]{1,120})\n`, 'gmu'))].map(([, value]) =>
    (value ?? '').trim(),
  )
}
