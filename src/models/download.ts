import { inspect } from 'node:util'
import { LlmBenchError } from '../errors.ts'
import { webPage } from './ask-hub.ts'
import { plainText } from '../plain-text.ts'

const networkCodes = /ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|UND_ERR_\w*TIMEOUT/
const networkFailure = new RegExp(`${networkCodes.source}|fetch failed|network error`, 'i')
const webPageSaid = new RegExp(webPage)
const secret = /\bhf_\w{4,}|\bBearer\s+\S+/g

/** One error of a chain of causes; its text is one line without tokens, its status that of an HTTP answer. */
interface Failure {
  readonly name: string
  readonly text: string
  readonly status: number | null
}

/**
 * One clear line for a download that failed, from whatever node-llama-cpp threw: no network, no
 * access, nothing found, disk full, aborted. An access token in the cause is never passed on: the
 * error's own `cause` is a copy with the message cleaned and request headers left out. An
 * {@link LlmBenchError} comes back as it is.
 */
export function downloadError(spec: string, cause: unknown): LlmBenchError {
  if (cause instanceof LlmBenchError) return cause
  const failures = chain(cause)
  const [first] = failures
  const code = failures.some(isStop) ? 'aborted' : 'model-download'
  const message = `download of "${spec}" ${reason(failures)}`
  return new LlmBenchError(code, message, {
    cause: first === undefined ? undefined : Object.assign(new Error(first.text), { name: first.name }),
  })
}

function reason(failures: readonly Failure[]): string {
  const says = (pattern: RegExp): boolean => failures.some(({ text }) => pattern.test(text))
  const status = failures.find((failure) => failure.status !== null)?.status
  if (failures.some(isStop)) return 'was stopped before it finished; run again to finish it'
  if (says(/ENOSPC|EDQUOT|no space left/i))
    return 'filled the disk; free some, or set LLM_BENCH_CACHE to a folder on another disk'
  if (status === 401 || status === 403)
    return (
      `was refused (${status}): the repository is gated, private or does not exist; ` +
      'accept its terms on huggingface.co and set HF_TOKEN, or check the name'
    )
  if (status === 404 || says(/cannot get quantization|does not exist/i))
    return 'found no such repository, quantization or file; check the spelling on huggingface.co'
  if (status === 429) return 'was refused (429): too many requests; wait, or set HF_TOKEN'
  if (says(webPageSaid))
    return (
      'brought a web page in place of the model: a log-in page or a proxy stands between; ' +
      'open huggingface.co in a browser, or use a local path'
    )
  if (status !== null && status !== undefined && status >= 500)
    return `was refused (${status}): the hub is down or overloaded; try again later, or use a local path`
  if (says(/download is disabled/i))
    return 'is switched off and the file is not in the cache; allow downloads, or use a local path or synthetic:<shape>'
  if (says(networkFailure))
    return (
      'failed: no connection to huggingface.co; ' +
      'use a local path, synthetic:<shape>, or a model that is already in the cache folder'
    )
  const text = failures[0]?.text ?? 'unknown error'
  return `failed: ${text}; try again, or use a local path`
}

function isStop({ name }: Failure): boolean {
  return name === 'AbortError' || name === 'TimeoutError'
}

function chain(error: unknown, seen: Set<unknown> = new Set()): Failure[] {
  if (error === undefined || error === null || seen.has(error)) return []
  seen.add(error)
  if (!(error instanceof Error)) return [{ name: 'Error', text: oneLine(inspect(error)), status: null }]
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : ''
  const text = oneLine(error.message + code)
  const failure: Failure = {
    name: error.name,
    text,
    status: statusOf(error) ?? statusIn(text),
  }
  const inner: unknown[] = error instanceof AggregateError ? error.errors : []
  return [failure, ...[error.cause, ...inner].flatMap((other) => chain(other, seen))]
}

function statusOf(error: Error): number | null {
  const value = 'statusCode' in error ? error.statusCode : 'status' in error ? error.status : null
  return typeof value === 'number' && value >= 400 && value < 600 ? value : null
}

function statusIn(text: string): number | null {
  const found = /(?:status(?: code)?|HTTP|":?)[:\s]+([45]\d\d)\b/i.exec(text)
  return found === null ? null : Number(found[1])
}

function oneLine(text: string): string {
  return plainText(text).replaceAll(secret, '<token>')
}
