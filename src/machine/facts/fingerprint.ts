import type { Fingerprint, FingerprintValue, EnvironmentRecord } from '../../record/environment.ts'
import { createHash } from 'node:crypto'
import type { TargetRecord } from '../../record/target.ts'

/** A target, with fields that only later versions of the record tell. */
type FingerprintTarget = TargetRecord & {
  readonly batchSize?: number | null
}

const gibibyte = 2 ** 30

/**
 * The fields that make two measurements comparable: those that may change a time although nobody changed
 * the project. They are hashed. The others are recorded only, because a project changes them on
 * purpose and asks what that did: the versions of Node, of node-llama-cpp and of this library, the
 * exact kernel release. Commit, branch and dirty flag stand beside a fingerprint, not in it, and the
 * load average is a state, not a property: either would make every run its own machine.
 */
export const decidingFields: readonly string[] = [
  'cpu',
  'physicalCores',
  'logicalCores',
  'usableCores',
  'memoryGiB',
  'architecture',
  'os',
  'virtualMachine',
  'power',
  'backend',
  'device',
  'driver',
  'tensorUnits',
  'gpuLayers',
  'engine',
  'model',
  'quantization',
  'parameters',
  'modelHash',
  'contextSize',
  'batchSize',
  'threads',
  'dtype',
  'slots',
  'flashAttention',
  'eager',
  'kvCache',
]

/**
 * The fingerprint of a measurement of `target` on the machine of `environment`. Unknown fields are
 * null and not hashed, so that a field this package learns to tell later on does not, while it is
 * still unknown, part a baseline from the machine it was made on.
 */
export function fingerprintOf(environment: EnvironmentRecord, target: FingerprintTarget): Fingerprint {
  const { os, cpu, versions } = environment
  const local = target.kind === 'model'
  return fingerprintFrom({
    cpu: cpu.model,
    physicalCores: cpu.physicalCores,
    logicalCores: cpu.logicalCores,
    usableCores: cpu.usableCores ?? null,
    // Whole GiB: the kernel's own part differs by a few MB from boot to boot.
    memoryGiB: Math.round(environment.memoryBytes / gibibyte),
    architecture: os.arch,
    os: `${os.platform} ${majorOf(os.release)}`,
    virtualMachine: environment.virtualMachine,
    power: powerOf(environment.onBattery),
    backend: target.backend,
    device: target.device,
    driver: local && computesOnNvidia(target) ? (environment.gpuDriver ?? null) : null,
    tensorUnits: target.tensorUnits ?? null,
    gpuLayers: target.gpuLayers,
    // Of an endpoint's engine only what it says of itself; the llama.cpp installed here is not in it.
    engine: target.engine ?? (local && versions.llamaCpp !== null ? `llama.cpp ${versions.llamaCpp}` : null),
    model: target.model,
    quantization: target.quantization,
    parameters: target.parameters,
    modelHash: target.modelHash ?? null,
    contextSize: target.contextSize,
    batchSize: target.batchSize ?? null,
    threads: target.threads,
    ...servedWith(target),
    osRelease: os.release,
    node: versions.node,
    nodeLlamaCpp: versions.nodeLlamaCpp,
    vitestLlmBench: versions.vitestLlmBench,
  })
}

/** Whether the driver of NVIDIA's cards is what computes. */
function computesOnNvidia({ backend, device }: FingerprintTarget): boolean {
  return backend === 'cuda' || (backend === 'vulkan' && /NVIDIA|GeForce|Quadro|Tesla/u.test(device ?? ''))
}

/**
 * Deciding fields that this package learned to tell after it had saved baselines: one that does not know them is of
 * an earlier release, or of a machine where they could not be told.
 */
export const learnedFields: readonly string[] = ['usableCores', 'driver', 'tensorUnits']

/** The deciding fields that one fingerprint has and another does not know, where these are all in which they differ. */
export function fieldsUnknownTo(here: Fingerprint, there: Fingerprint): readonly string[] | null {
  const differing = decidingFields.filter((name) => valueOf(here, name) !== valueOf(there, name))
  const areLearned = differing.every((name) => learnedFields.includes(name) && valueOf(there, name) === null)
  return differing.length > 0 && areLearned ? differing : null
}

/**
 * Settings of a server that decide its speed. The options of a local model are in fields of their own, but the types
 * of its KV cache, which are as much a part of it as its quantization.
 */
function servedWith({ kind, configuration }: FingerprintTarget): Record<string, FingerprintValue> {
  const names = ['dtype', 'slots', 'flashAttention', 'eager', 'kvCache'] as const
  const chosen = configuration?.['kvCache'] ?? 'auto'
  if (kind === 'model') return chosen === 'auto' ? {} : { kvCache: chosen }
  return Object.fromEntries(names.map((name) => [name, configuration?.[name] ?? null]))
}

/** A fingerprint of given fields: those of a report that another tool wrote, for example. */
export function fingerprintFrom(fields: Readonly<Record<string, FingerprintValue>>): Fingerprint {
  const deciding = decidingFields
    .map((name): [string, FingerprintValue] => [name, fields[name] ?? null])
    .filter(([, value]) => value !== null)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
  const hash = createHash('sha256').update(JSON.stringify(deciding)).digest('hex').slice(0, 12)
  return { hash, fields }
}

/**
 * The deciding fields in which two fingerprints differ, each with both values:
 * `threads 2 here, 4 there`, here being the first fingerprint.
 */
export function differingFields(here: Fingerprint, there: Fingerprint): string[] {
  return decidingFields.flatMap((name) => {
    const [one, other] = [here.fields[name] ?? null, there.fields[name] ?? null]
    return one === other ? [] : [`${name} ${valueText(one)} here, ${valueText(other)} there`]
  })
}

function valueOf({ fields }: Fingerprint, name: string): FingerprintValue {
  return fields[name] ?? null
}

function valueText(value: FingerprintValue): string {
  if (value === null) return 'unknown'
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}

function majorOf(release: string): string {
  return /^\d+/u.exec(release)?.[0] ?? release
}

function powerOf(onBattery: boolean | null): string | null {
  if (onBattery === null) return null
  return onBattery ? 'battery' : 'mains'
}
