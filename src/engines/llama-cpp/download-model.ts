import { open, rm } from 'node:fs/promises'
import { formatBytes } from '../../figures.ts'
import { askHub, webPage } from '../../models/ask-hub.ts'
import { downloadError } from '../../models/download.ts'
import { parseHuggingFaceSpec } from '../../models/hugging-face-spec.ts'
import type { RemoteModel } from '../../models/resolve.ts'
import type { NodeLlamaCpp } from './engine.ts'

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
  if (cached !== null && !(await isWebPage(cached))) return cached
  try {
    // An earlier download brought a page of a log-in or a proxy: it was kept as a model.
    if (cached !== null) await rm(cached)
    await askHub(parseHuggingFaceSpec(uri))
    const path = await resolveModelFile(uri, {
      ...options,
      deleteTempFileOnCancel: false,
      onProgress: ({ totalSize, downloadedSize }) =>
        progress(
          `downloading ${spec}: ${formatBytes(downloadedSize)} of ${formatBytes(totalSize)}`,
          downloadedSize / totalSize,
        ),
    })
    if (!(await isWebPage(path))) return path
    await rm(path)
    throw new Error(webPage)
  } catch (error) {
    throw downloadError(spec, error)
  }
}

/** Whether a file in the folder of downloads is a page for people; a model begins with `GGUF`. */
async function isWebPage(path: string): Promise<boolean> {
  await using file = await open(path, 'r')
  const start = Buffer.alloc(64)
  await file.read(start, 0, start.length, 0)
  return /^\s*</.test(start.toString('latin1'))
}
