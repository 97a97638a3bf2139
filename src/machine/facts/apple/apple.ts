import { type MachineFacts, type GpuRecord, unknownMachine } from '../../../record/machine/facts.ts'
import { onBatteryFromPmset } from '../battery.ts'
import { loadProbe } from '../load-probe.ts'
import { lowPowerFromPmset } from '../low-power.ts'
import type { Platform } from '../platform.ts'
import { commandProbe } from '../run-probe.ts'
import { appleBandwidth, appleFamily, neuralEngine } from '../tables/apple-chips.ts'
import { pressureIn } from '../thermal-pressure.ts'
import { agreed } from '../whole-number.ts'
import { gpuCores } from './ioreg.ts'
import { coreLevels, memoryBytes, swapUsage, sysctlNames, type SysctlValues, sysctlValues } from './sysctl.ts'
import { type Profile, readProfile } from './system-profiler.ts'

/** Outputs of the programs of macOS, by the probe. */
export interface AppleAnswers {
  readonly sysctl: string
  readonly profiler: string
  readonly ioreg: string
  readonly battery: string
  readonly settings: string
  readonly thermal: string
  readonly load: number
}

/** macOS. Every reader takes what it understands, and leaves unknown what is damaged or contradicts itself. */
export const apple: Platform<AppleAnswers> = {
  probes: {
    sysctl: commandProbe('sysctl', sysctlNames, 'recorded'),
    profiler: commandProbe('system_profiler', ['-json', 'SPHardwareDataType', 'SPDisplaysDataType'], 'recorded'),
    ioreg: commandProbe('ioreg', ['-rc', 'AGXAccelerator', '-d', '1'], 'recorded'),
    battery: commandProbe('pmset', ['-g', 'batt'], 'read'),
    settings: commandProbe('pmset', ['-g'], 'read'),
    thermal: commandProbe('notifyutil', ['-g', 'com.apple.system.thermalpressurelevel'], 'read'),
    load: loadProbe,
  },
  facts({ sysctl, profiler, ioreg, battery, settings, thermal, load }) {
    const values: SysctlValues = sysctlValues(sysctl ?? '') ?? new Map()
    const profile = readProfile(profiler ?? '')
    const chip = agreed([values.get('machdep.cpu.brand_string') ?? null, profile?.chip ?? null])
    const isApple = chip !== null && appleFamily(chip) !== null
    const cores = coresOf(profile, ioreg)
    const virtual = values.get('kern.hv_vmm_present')
    return {
      ...unknownMachine(),
      chip: { name: chip, family: chip === null ? null : appleFamily(chip) },
      coreLevels: coreLevels(values),
      gpus: gpusOf(profile, chip, cores),
      unifiedMemory: chip === null ? null : isApple,
      memoryBytes: memoryBytes(values),
      bandwidthGBs: chip === null ? null : appleBandwidth(chip, cores),
      metalFamily: agreed((profile?.gpus ?? []).map(({ metalFamily }) => metalFamily)),
      neuralEngineTops: chip === null ? null : neuralEngine(chip),
      os: { name: 'macOS', version: versionOf(values) },
      power: {
        onBattery: onBatteryFromPmset(battery ?? ''),
        lowPower: lowPowerFromPmset(settings ?? ''),
        governor: null,
      },
      thermalPressure: pressureIn(thermal ?? ''),
      swap: swapUsage(values),
      loadAverage: load,
      container: 'none',
      virtualMachine: virtual === '1' ? 'macOS virtual machine' : virtual === '0' ? 'none' : null,
    } satisfies Omit<MachineFacts, 'probes'>
  },
}

/** GPU cores of the Apple chip, where those who say it say the same. */
function coresOf(profile: Profile | null, ioreg: string | null): number | null {
  const profiled = profile?.gpus?.filter(({ isApple }) => isApple).map(({ cores }) => cores) ?? []
  return agreed([...profiled, ioreg === null ? null : gpuCores(ioreg)])
}

function gpusOf(profile: Profile | null, chip: string | null, cores: number | null): GpuRecord[] | null {
  if (profile?.gpus === null || profile === null) return null
  return profile.gpus.map(({ name, isApple }) => ({
    name,
    vendor: isApple ? 'apple' : 'other',
    cores: isApple ? cores : null,
    memoryBytes: null,
    driver: null,
    bandwidthGBs: isApple && chip !== null ? appleBandwidth(chip, cores) : null,
    peakTflops: null,
  }))
}

function versionOf(values: SysctlValues): string | null {
  const [version, build] = [values.get('kern.osproductversion'), values.get('kern.osversion')]
  if (version === undefined || !/^\d+(?:\.\d+)*$/u.test(version)) return null
  return build === undefined ? version : `${version} (${build})`
}
