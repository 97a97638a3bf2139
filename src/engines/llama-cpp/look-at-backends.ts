import { plainText } from '../../plain-text.ts'
import type { FoundBackend, FoundEngine } from '../found-engine.ts'
import type { NodeLlamaCpp } from './engine.ts'
import { importEngine } from './load.ts'
import { tensorUnitsIn } from './load-log.ts'

/** Backends by the names that node-llama-cpp has for them, the best first. */
const backends = [
  ['metal', 'metal'],
  ['cuda', 'cuda'],
  ['vulkan', 'vulkan'],
  ['cpu', false],
] as const

type Gpu = (typeof backends)[number][1]

/**
 * Starts node-llama-cpp with every backend that it has for this machine, one after the other, and says which work.
 * In a process of its own: a driver that is broken may end it.
 * @throws LlmBenchError `engine-missing`, `engine-failed` where it cannot be imported
 */
export async function lookAtBackends(): Promise<FoundEngine> {
  const llamaCpp = await importEngine()
  const [valid, supported] = await Promise.all([
    llamaCpp.getLlamaGpuTypes('allValid'),
    llamaCpp.getLlamaGpuTypes('supported'),
  ])
  const found: FoundBackend[] = []
  let [release, mathCores]: [string | null, number | null] = [null, null]
  for (const [backend, gpu] of backends) {
    if (gpu !== false && !valid.includes(gpu)) continue
    if (gpu !== false && !supported.includes(gpu)) {
      found.push({ ...notWorking(backend), reason: 'its driver or its libraries are not installed' })
      continue
    }
    const tried = await tryBackend(llamaCpp, backend, gpu)
    found.push(tried.found)
    release ??= tried.release
    mathCores ??= tried.mathCores
  }
  return { release, mathCores, backends: found }
}

async function tryBackend(
  { getLlama, LlamaLogLevel }: NodeLlamaCpp,
  backend: FoundBackend['backend'],
  gpu: Gpu,
): Promise<{ found: FoundBackend; release: string | null; mathCores: number | null }> {
  const said: string[] = []
  try {
    const llama = await getLlama({
      gpu,
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      logLevel: LlamaLogLevel.info,
      logger: (_level, text) => void said.push(text),
    })
    const devices = gpu === false ? [] : await llama.getGpuDeviceNames()
    const vram = gpu === false ? null : await llama.getVramState()
    const { llamaCppRelease, cpuMathCores: mathCores } = llama
    await llama.dispose()
    const found: FoundBackend = {
      backend,
      works: true,
      devices: devices.map(plainText),
      memoryBytes: vram?.total ?? null,
      tensorUnits: tensorUnitsIn(said.join('\n')),
      reason: null,
    }
    return { found, release: llamaCppRelease.release, mathCores }
  } catch (error) {
    const reason = plainText(error instanceof Error ? error.message : String(error))
    return { found: { ...notWorking(backend), reason }, release: null, mathCores: null }
  }
}

function notWorking(backend: FoundBackend['backend']): Omit<FoundBackend, 'reason'> {
  return { backend, works: false, devices: [], memoryBytes: null, tensorUnits: null }
}
