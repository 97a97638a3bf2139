import { isObject, type JsonObject, listOf, parsedJson, textOf } from '../../../json.ts'
import { wholeNumber } from '../whole-number.ts'

/** Facts in the output of `system_profiler -json`; null where it does not say. */
export interface Profile {
  readonly chip: string | null
  readonly gpus: readonly ProfiledGpu[] | null
}

/** A graphics processor as `SPDisplaysDataType` has it. */
export interface ProfiledGpu {
  readonly name: string | null
  readonly isApple: boolean
  readonly cores: number | null
  readonly metalFamily: string | null
}

const mostGpuCores = 1024

/**
 * The chip and the graphics processors. `number_processors` is not read: its layout differs from one macOS to the
 * next. Null for what is no JSON, as where it was cut off.
 */
export function readProfile(output: string): Profile | null {
  const parsed = parsedJson(output)
  if (!isObject(parsed)) return null
  const hardware = objects(parsed['SPHardwareDataType'])?.[0]
  const displays = objects(parsed['SPDisplaysDataType'])
  if (hardware === undefined && displays === null) return null
  return {
    chip: nameOf(hardware?.['chip_type']) ?? nameOf(hardware?.['cpu_type']),
    gpus: displays === null ? null : displays.flatMap(gpuOf),
  }
}

function gpuOf(entry: JsonObject): ProfiledGpu[] {
  const name = nameOf(entry['sppci_model']) ?? nameOf(entry['_name'])
  const vendor = textOf(entry['spdisplays_vendor']) ?? ''
  const isApple = vendor === 'sppci_vendor_Apple' || (name?.startsWith('Apple ') ?? false)
  const cores = entry['sppci_cores']
  const family = textOf(entry['spdisplays_mtlgpufamilysupport']) ?? textOf(entry['spdisplays_metalfamily'])
  const generation = /^spdisplays_metal(\d{1,2})$/u.exec(family ?? '')?.[1]
  // An entry that names nothing of a processor is a display's.
  if (name === null && vendor === '') return []
  return [
    {
      name,
      isApple,
      cores: wholeNumber(typeof cores === 'number' ? String(cores) : textOf(cores), 1, mostGpuCores),
      metalFamily: generation === undefined ? null : `Metal ${generation}`,
    },
  ]
}

function objects(value: unknown): JsonObject[] | null {
  return listOf(value)?.filter(isObject) ?? null
}

function nameOf(value: unknown): string | null {
  const name = textOf(value)?.trim() ?? ''
  return name === '' || name.length > 120 || name.includes('\n') ? null : name
}
