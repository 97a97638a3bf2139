import { timeLimit } from '../read-turns.ts'
import type { HuggingFaceSpec } from './hugging-face-spec.ts'

const defaultHub = 'https://huggingface.co/'
const answerWithinMs = 10_000

/**
 * Asks the hub for a model's file, or for the list it is chosen from, before it is downloaded: the downloader
 * tries again for minutes where the hub is not reached, limits requests or is down.
 * @throws the network's error, or one with the hub's `status` where it is 429 or above 499; a web page in place
 * of an answer is one too
 */
export async function askHub(
  model: HuggingFaceSpec,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<void> {
  const token = environment['HF_TOKEN']
  const { path, method } = questionOf(model)
  const { status, headers } = await fetch(`${hubOf(environment)}${path}`, {
    method,
    // The hub's list of a repository is for programs that say they are this one.
    headers: { 'user-agent': 'llama-cpp', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    // A file may be kept elsewhere, where the token is not to go.
    redirect: 'manual',
    signal: timeLimit(answerWithinMs),
  })
  if (status === 429 || status >= 500) throw Object.assign(new Error(`the hub answered ${status}`), { status })
  if (status === 200 && /^text\/html/i.test(headers.get('content-type') ?? '')) throw new Error(webPage)
}

/** Message of an error for an answer that is a page for people: of a log-in, of a proxy. */
export const webPage = 'a web page came in place of the model'

function questionOf({ user, repo, selection }: HuggingFaceSpec): { path: string; method: 'HEAD' | 'GET' } {
  const repository = `${user}/${repo}`
  if (selection.by === 'file') {
    const { file, revision } = selection
    const steps = [revision ?? 'main', ...file.split('/')].map(encodeURIComponent)
    return { path: `${repository}/resolve/${steps.join('/')}`, method: 'HEAD' }
  }
  const tag = selection.by === 'quantization' ? selection.quantization : 'latest'
  return { path: `v2/${repository}/manifests/${encodeURIComponent(tag)}`, method: 'GET' }
}

/** The hub node-llama-cpp will ask. */
function hubOf(environment: Readonly<Record<string, string | undefined>>): string {
  const hub = environment['MODEL_ENDPOINT'] ?? environment['HF_ENDPOINT'] ?? defaultHub
  return hub.endsWith('/') ? hub : `${hub}/`
}
