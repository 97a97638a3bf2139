function field(block: string, name: string): string | null {
  const line = block.split('\n').find((each) => each.split(':', 1)[0]?.trim() === name)
  return line === undefined ? null : line.slice(line.indexOf(':') + 1).trim()
}

/** Physical cores in the text of Linux's /proc/cpuinfo; null where it names none, as on Arm. */
export function physicalCoresOf(cpuinfo: string): number | null {
  const cores = new Set<string>()
  for (const block of cpuinfo.split(/\n\s*\n/u)) {
    const core = field(block, 'core id')
    if (core !== null) cores.add(`${field(block, 'physical id') ?? '0'}:${core}`)
  }
  return cores.size === 0 ? null : cores.size
}

/** Whether /proc/cpuinfo shows a hypervisor; null where it lists no x86 flags, as on Arm. */
export function hypervisorFlag(cpuinfo: string): boolean | null {
  const flags = field(cpuinfo, 'flags')
  return flags === null ? null : flags.split(/\s+/u).includes('hypervisor')
}
