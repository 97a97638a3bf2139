import { formatBytes, formatDuration } from '../../figures.ts'
import { LlmBenchError, type LlmBenchErrorCode } from '../../errors.ts'
import { systemReason } from '../../system-error.ts'
import { errorCode } from '../error-code.ts'
import type { HubRepository } from '../hub-cache/layout.ts'
import { HubFailure, type HubFailureReason } from './failure.ts'

/** The download that failed. */
export interface FailedDownload {
  /** The spec as it was given. */
  readonly spec: string
  readonly repository: HubRepository
  /** Folder of the cache. */
  readonly cache: string
  /** Whether a token was sent. */
  readonly hadToken: boolean
}

/**
 * One clear line for a download that failed: no network, no access, nothing found, disk full, stopped. An
 * {@link LlmBenchError} comes back as it is.
 */
export function downloadError(download: FailedDownload, cause: unknown): LlmBenchError {
  if (cause instanceof LlmBenchError) return cause
  const { code, words } = told(download, cause)
  return new LlmBenchError(code, `download of "${download.spec}" ${words}`, {
    cause: cause instanceof HubFailure ? undefined : cause,
  })
}

function told(download: FailedDownload, cause: unknown): { code: LlmBenchErrorCode; words: string } {
  if (cause instanceof Error && (cause.name === 'AbortError' || cause.name === 'TimeoutError'))
    return { code: 'aborted', words: 'was stopped before it finished; run again to finish it' }
  if (cause instanceof HubFailure) return { code: 'model-download', words: reasonWords(cause, download) }
  return { code: 'model-download', words: diskWords(cause, download) }
}

const elsewhere = 'set HF_HUB_CACHE or HF_HOME to'

function diskWords(cause: unknown, { cache }: FailedDownload): string {
  const code = errorCode(cause)
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return (
      `filled the disk of "${cache}" (${code}); free some (llm-bench models prune), or ${elsewhere} a folder on ` +
      'another disk; what has come is kept, and the next try goes on from there'
    )
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM')
    return `failed: the cache "${cache}" cannot be written (${code}); ${elsewhere} a folder that can be written`
  return `failed: ${systemReason(cause)}; try again, or use a local path`
}

function reasonWords({ reason, host }: HubFailure, download: FailedDownload): string {
  switch (reason.kind) {
    case 'refused':
      return refusedWords(reason, host, download)
    case 'unreachable':
      return (
        `failed: no connection to ${host} (${reason.reason}); check the network, set HF_ENDPOINT to a mirror, ` +
        'use a local path or synthetic:<shape>, or a model that is already in the cache folder'
      )
    case 'web-page':
      return (
        `brought a web page in place of the model: a log-in page or a proxy stands between; ` +
        `open ${host} in a browser, or use a local path`
      )
    case 'redirected':
      return `failed: ${host} redirects ${reason.reason}; check HF_ENDPOINT and the mirrors`
    case 'cut':
      return (
        `was cut off again and again by ${host} (${reason.reason}) after ${formatBytes(reason.receivedBytes)}` +
        `${reason.totalBytes === null ? '' : ` of ${formatBytes(reason.totalBytes)}`}; ` +
        'what has come is kept: run again to finish it'
      )
    case 'other-contents':
      return (
        `brought other contents than ${host} says it has (expected ${reason.expected}, came ${reason.found}), ` +
        'which were removed; try again, or set HF_ENDPOINT to another mirror'
      )
    case 'no-gguf':
      return `brought what is not a GGUF model but ${reason.what}`
    case 'nothing-chosen':
      return nothingChosen(reason)
    case 'odd-answer':
    default:
      return `failed: ${host} did not answer as a hub does: ${reason.reason}; check HF_ENDPOINT`
  }
}

type Refused = Extract<HubFailureReason, { kind: 'refused' }>

function refusedWords({ status, code, waitSeconds }: Refused, host: string, download: FailedDownload): string {
  const { user, repo } = download.repository
  const page = `https://${host}/${user}/${repo}`
  const token = download.hadToken
    ? 'with the account of HF_TOKEN, whose token has to allow reading gated repositories'
    : `and set HF_TOKEN to a token of that account (https://${host}/settings/tokens)`
  if (code === 'GatedRepo')
    return `was refused (${status}): the repository is gated; accept its terms on ${page} ${token}`
  if (code === 'DisabledRepo') return `was refused (${status}): the repository was disabled by its hub; use another one`
  if (code === 'RevisionNotFound') return 'found no such branch, tag or commit; check what stands behind #'
  if (status === 401 && download.hadToken && code !== 'RepoNotFound')
    return (
      `was refused (401): HF_TOKEN is not valid there, or the repository is private or does not exist; ` +
      'renew the token, or check the name'
    )
  if (status === 401 || status === 403)
    return (
      `was refused (${status}): the repository is gated, private or does not exist; ` +
      `accept its terms on ${page} ${token}, or check the name`
    )
  if (status === 404) return `found no such repository, quantization or file; check the spelling on ${page}`
  const later =
    waitSeconds === null ? 'try again later' : `it asks to wait ${formatDuration(waitSeconds * 1000)}: try again then`
  if (status === 429)
    return `was refused (429): too many requests; ${later}${download.hadToken ? '' : ', or set HF_TOKEN'}`
  if (status >= 500) return `was refused (${status}): the hub is down or overloaded; ${later}, or use a local path`
  return `was refused (${status}) by ${host}; try again, or use a local path`
}

function nothingChosen({ wanted, known }: Extract<HubFailureReason, { kind: 'nothing-chosen' }>): string {
  const there =
    known.length === 0 ? 'there is no GGUF file with a quantization in its name' : `there are ${known.join(', ')}`
  return wanted === null
    ? `found no such repository, quantization or file: ${there}; choose a repository of GGUF files`
    : `found no such repository, quantization or file: "${wanted}" is not in it; ${there}`
}
