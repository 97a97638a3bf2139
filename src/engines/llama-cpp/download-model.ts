import { formatBytes } from '../../figures.ts'
import { downloadError } from '../../models/download.ts'
import type { RemoteModel } from '../../models/resolve.ts'
import type { NodeLlamaCpp } from './engine.ts'

const defaultHub = 'https://huggingface.co/'
const reachableWithinMs = 10_000

/**
 * The file of a model on Hugging Face: found in the cache without a network, else downloaded (and
 * resumed where an earlier download was cut short).
 * @throws LlmBenchError `model-download` or as `downloadError` says: one line for each cause
 */
export async function downloadModel(
  model: RemoteModel,
  { resolveModelFile }: NodeLlamaCpp,
  progress: (text: string, share: number) => void,
): Promise<string> {
  const { uri, directory, spec } = model
  const token = process.env['HF_TOKEN']
  const options = {
    directory,
    cli: false,
    ...(token === undefined ? {} : { tokens: { huggingFace: token } }),
  }
  const cached = await resolveModelFile(uri, { ...options, download: false }).catch(() => null)
  if (cached !== null) return cached
  try {
    // The downloader tries again for minutes; whether there is a network is known sooner.
    await fetch(hub(), { method: 'HEAD', signal: AbortSignal.timeout(reachableWithinMs) })
    return await resolveModelFile(uri, {
      ...options,
      deleteTempFileOnCancel: false,
      onProgress: ({ totalSize, downloadedSize }) =>
        progress(
          `downloading ${spec}: ${formatBytes(downloadedSize)} of ${formatBytes(totalSize)}`,
          downloadedSize / totalSize,
        ),
    })
  } catch (error) {
    throw downloadError(spec, error)
  }
}

/** The hub node-llama-cpp will ask. */
function hub(): string {
  return process.env['MODEL_ENDPOINT'] ?? process.env['HF_ENDPOINT'] ?? defaultHub
}
