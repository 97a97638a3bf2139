import { type GpuRecord, unknownMachine } from '../../../record/machine/facts.ts'
import { onBatteryFromSys } from '../battery.ts'
import { chipFamily } from '../chip-family.ts'
import { loadProbe } from '../load-probe.ts'
import { lowPowerFromSys } from '../low-power.ts'
import { nvidiaGpus, nvidiaProbe } from '../nvidia/nvidia-smi.ts'
import type { Platform } from '../platform.ts'
import { type Probe, ProbeFailure } from '../run-probe.ts'
import { chipName } from './chip.ts'
import { readContainer } from './container.ts'
import { type GroupLimits, readGroupLimits } from './control-group.ts'
import { type CpuKinds, type LinuxCpu, linuxCoreLevels, readCpus } from './core-levels.ts'
import { readDrmGpus } from './drm-gpus.ts'
import { LinuxFiles } from './files.ts'
import { readMeminfo } from './meminfo.ts'
import { readVirtualMachine } from './virtual-machine.ts'

/** Answers of Linux, by the probe. */
export interface LinuxAnswers {
  readonly cpuinfo: string
  readonly cpus: { cpus: LinuxCpu[]; kinds: CpuKinds }
  readonly memory: ReturnType<typeof readMeminfo>
  readonly system: string
  readonly load: number
  readonly limits: GroupLimits
  readonly container: string
  readonly virtualMachine: string
  readonly power: { onBattery: boolean | null; lowPower: boolean | null; governor: string | null }
  readonly drm: GpuRecord[]
  readonly nvidia: string
}

/** Linux, whose answers are files, and `nvidia-smi` where there is a device of NVIDIA's. */
export function linux(files: LinuxFiles = new LinuxFiles()): Platform<LinuxAnswers> {
  const fileText = (path: string): Probe<string> => asked(async () => textOf(await files.whole(path)))
  return {
    probes: {
      cpuinfo: fileText('proc/cpuinfo'),
      cpus: asked(async () => await readCpus(files)),
      memory: asked(async () => readMeminfo(textOf(await files.whole('proc/meminfo')))),
      system: fileText('etc/os-release'),
      load: loadProbe,
      limits: { format: 'read', ask: async () => await readGroupLimits(files) },
      container: asked(async () => await readContainer(files)),
      virtualMachine: { format: 'read', ask: async () => await readVirtualMachine(files) },
      power: {
        format: 'read',
        ask: async () => ({
          onBattery: onBatteryFromSys(),
          lowPower: lowPowerFromSys(),
          governor: await governor(files),
        }),
      },
      drm: { format: 'read', ask: async () => await readDrmGpus(files) },
      nvidia: {
        ...nvidiaProbe,
        ask: async (signal) => {
          if (!(await hasNvidia(files))) throw new ProbeFailure('missing')
          return await nvidiaProbe.ask(signal)
        },
      },
    },
    facts({ cpuinfo, cpus, memory, system, load, limits, container, virtualMachine, power, drm, nvidia }) {
      const name = chipName(cpuinfo ?? '')
      return {
        ...unknownMachine(),
        chip: { name, family: name === null ? null : chipFamily(name) },
        coreLevels: cpus === null ? [] : linuxCoreLevels(cpus),
        gpus: gpusOf(drm, nvidia),
        memoryBytes: memory?.memoryBytes ?? null,
        os: { name: prettyName(system ?? ''), version: null },
        power: power ?? { onBattery: null, lowPower: null, governor: null },
        swap: memory?.swap ?? null,
        loadAverage: load,
        limits: limits ?? { cores: null, memoryBytes: null },
        container,
        virtualMachine,
      }
    },
  }
}

function asked<Answer>(ask: () => Promise<Answer | null>): Probe<Answer> {
  return { format: 'run', ask }
}

function textOf(text: string | null): string {
  if (text === null) throw new ProbeFailure('missing')
  return text
}

async function hasNvidia(files: LinuxFiles): Promise<boolean> {
  const [driver, devices] = await Promise.all([files.has('proc/driver', 'nvidia'), files.names('dev')])
  // In WSL the card is behind the device of DirectX.
  return driver || devices.some((name) => /^nvidia\d+$/u.test(name) || name === 'dxg')
}

/** Governors of all processors, where they are one; `several` where not. */
async function governor(files: LinuxFiles): Promise<string | null> {
  const folder = 'sys/devices/system/cpu/cpufreq'
  const policies = (await files.names(folder)).filter((name) => /^policy\d+$/u.test(name))
  const found = await Promise.all(policies.map(async (name) => await files.text(`${folder}/${name}/scaling_governor`)))
  const names = new Set(found.filter((name) => name !== null && /^[a-z_]{1,40}$/u.test(name)))
  return names.size > 1 ? 'several' : ([...names][0] ?? null)
}

/** NVIDIA's cards as their own program has them, of which the kernel knows no name, and the others. */
function gpusOf(drm: readonly GpuRecord[] | null, nvidia: string | null): GpuRecord[] | null {
  const cards = nvidia === null ? null : nvidiaGpus(nvidia)
  if (cards === null) return drm === null ? null : [...drm]
  return [...cards, ...(drm ?? []).filter(({ vendor }) => vendor !== 'nvidia')]
}

function prettyName(text: string): string | null {
  return /^PRETTY_NAME="?([^"\n]{1,100})"?$/mu.exec(text)?.[1] ?? null
}
