import { isObject, type JsonObject, listOf, numberOf, parsedJson, textOf } from '../../../json.ts'
import { type GpuRecord, unknownMachine } from '../../../record/machine/facts.ts'
import { chipFamily } from '../chip-family.ts'
import { nvidiaGpus, nvidiaProbe } from '../nvidia/nvidia-smi.ts'
import type { Platform } from '../platform.ts'
import { commandProbe } from '../run-probe.ts'
import { agreed, mostBytes, mostCores } from '../whole-number.ts'

/** Answers of Windows, by the probe. */
export interface WindowsAnswers {
  readonly cim: string
  readonly nvidia: string
}

/** Power plans by their numbers, which are the same in every language. */
const plans: ReadonlyMap<string, string> = new Map([
  ['a1841308-3541-4fab-bc81-f71556f20b4a', 'power saver'],
  ['381b4222-f694-41f0-9685-ff5bb260df2e', 'balanced'],
  ['8c5e7fda-e8bf-4a96-9a85-a6e23a8c635c', 'high performance'],
])

/** One call, for each start of PowerShell takes longer than all of its questions. */
const script = `
$ErrorActionPreference = 'SilentlyContinue'
[Console]::OutputEncoding = [Text.Encoding]::UTF8
$class = { param($name, $fields, $space = 'root/cimv2')
  @(Get-CimInstance $name -Namespace $space | Select-Object $fields) }
[ordered]@{
  processors = & $class Win32_Processor Name,NumberOfCores
  graphics = & $class Win32_VideoController Name,AdapterRAM,DriverVersion,AdapterCompatibility
  system = & $class Win32_ComputerSystem Manufacturer,Model,TotalPhysicalMemory
  windows = & $class Win32_OperatingSystem Caption,Version
  pages = & $class Win32_PageFileUsage AllocatedBaseSize,CurrentUsage
  battery = & $class Win32_Battery BatteryStatus
  plan = & $class Win32_PowerPlan InstanceID,IsActive root/cimv2/power
} | ConvertTo-Json -Depth 4 -Compress
`

/** Windows, through CIM. */
export const windows: Platform<WindowsAnswers> = {
  probes: {
    cim: commandProbe('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script], 'read'),
    nvidia: nvidiaProbe,
  },
  facts({ cim, nvidia }) {
    const said = parsedJson(cim ?? '')
    const asked = (name: string): JsonObject[] => objects(isObject(said) ? said[name] : null)
    const processors = asked('processors')
    const [system, windowsItself] = [asked('system')[0], asked('windows')[0]]
    const name = agreed(processors.map((each) => textOf(each['Name'])?.trim() ?? null))
    const cores = processors.map((each) => whole(each['NumberOfCores'], 1, mostCores))
    const known = cores.flatMap((count) => count ?? [])
    const isWhole = cores.length > 0 && known.length === cores.length
    return {
      ...unknownMachine(),
      chip: { name, family: name === null ? null : chipFamily(name) },
      // Windows tells no levels: all of its cores in one.
      coreLevels: isWhole ? [{ name: null, cores: known.reduce((sum, count) => sum + count, 0) }] : [],
      gpus: gpusOf(isObject(said) ? asked('graphics') : null, nvidia),
      memoryBytes: whole(system?.['TotalPhysicalMemory'], 2 ** 28, mostBytes),
      os: { name: textOf(windowsItself?.['Caption'])?.trim() ?? null, version: versionOf(windowsItself) },
      power: {
        onBattery: onBatteryOf(asked('battery')),
        lowPower: planOf(asked('plan')) === null ? null : planOf(asked('plan')) === 'power saver',
        governor: planOf(asked('plan')),
      },
      swap: swapOf(asked('pages')),
      container: null,
      virtualMachine: system === undefined ? null : virtualMachineOf(system),
    }
  },
}

/** Objects of a list, or the one that stands alone: PowerShell writes a list of one so. */
function objects(value: unknown): JsonObject[] {
  return isObject(value) ? [value] : (listOf(value)?.filter(isObject) ?? [])
}

function whole(value: unknown, least: number, most: number): number | null {
  const number = numberOf(value)
  return number !== null && Number.isSafeInteger(number) && number >= least && number <= most ? number : null
}

function gpusOf(graphics: readonly JsonObject[] | null, nvidia: string | null): GpuRecord[] | null {
  const cards = nvidia === null ? null : nvidiaGpus(nvidia)
  const found = graphics?.flatMap(gpuOf) ?? null
  if (cards === null) return found
  return [...cards, ...(found ?? []).filter(({ vendor }) => vendor !== 'nvidia')]
}

/** Least that AdapterRAM says where there is more than its 32 bits hold. */
const mostAdapterRam = 2 ** 32 - 2 ** 21

function gpuOf(entry: JsonObject): GpuRecord[] {
  const name = textOf(entry['Name'])?.trim() ?? null
  if (name === null || /Basic Display|Remote Display|Hyper-V/u.test(name)) return []
  const maker = `${textOf(entry['AdapterCompatibility']) ?? ''} ${name}`
  const isKnown: readonly (readonly [RegExp, GpuRecord['vendor']])[] = [
    [/NVIDIA/iu, 'nvidia'],
    [/AMD|Advanced Micro Devices|Radeon/iu, 'amd'],
    [/Intel/iu, 'intel'],
  ]
  return [
    {
      name: name.slice(0, 120),
      vendor: isKnown.find(([mark]) => mark.test(maker))?.[1] ?? 'other',
      cores: null,
      memoryBytes: whole(entry['AdapterRAM'], 1, mostAdapterRam),
      driver: /^[\d.]{1,40}$/u.exec(textOf(entry['DriverVersion']) ?? '')?.[0] ?? null,
      bandwidthGBs: null,
      peakTflops: null,
    },
  ]
}

function versionOf(entry: JsonObject | undefined): string | null {
  return /^\d+(?:\.\d+)*$/u.exec(textOf(entry?.['Version']) ?? '')?.[0] ?? null
}

/** 1 is a battery that is used, 2 and above one beside mains power; a machine without one says nothing. */
function onBatteryOf(batteries: readonly JsonObject[]): boolean | null {
  const states = batteries.map((each) => whole(each['BatteryStatus'], 1, 11))
  return states.length === 0 || states.includes(null) ? null : states.includes(1)
}

function planOf(entries: readonly JsonObject[]): string | null {
  const active = entries.filter((entry) => entry['IsActive'] === true)
  const id = /\{([\da-f-]{36})\}/iu.exec(active.length === 1 ? (textOf(active[0]?.['InstanceID']) ?? '') : '')?.[1]
  return id === undefined ? null : (plans.get(id.toLowerCase()) ?? 'another plan')
}

function swapOf(files: readonly JsonObject[]): { totalBytes: number; usedBytes: number } | null {
  const mebibyte = 2 ** 20
  let [totalBytes, usedBytes] = [0, 0]
  for (const file of files) {
    const [total, used] = ['AllocatedBaseSize', 'CurrentUsage'].map((name) => whole(file[name], 0, 2 ** 24))
    if (total === null || used === null || total === undefined || used === undefined || used > total) return null
    totalBytes += total * mebibyte
    usedBytes += used * mebibyte
  }
  return files.length === 0 ? null : { totalBytes, usedBytes }
}

const virtualMakers = /VMware|VirtualBox|innotek|QEMU|\bKVM\b|Parallels|\bXen\b|Amazon EC2|Google Compute Engine/u

/** That a hypervisor is present says nothing: Windows runs on its own one on bare metal too. */
function virtualMachineOf(system: JsonObject): string | null {
  const said = [system['Manufacturer'], system['Model']].map((text) => textOf(text) ?? '').join(' ')
  if (said.trim() === '') return null
  if (/Microsoft Corporation Virtual Machine/u.test(said)) return 'hyper-v'
  return virtualMakers.exec(said)?.[0].toLowerCase() ?? 'none'
}
