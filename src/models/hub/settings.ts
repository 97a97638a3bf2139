import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { printableAddress } from '../../option-check/printable-address.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import type { CacheConventions } from '../cache.ts'
import { expandPath } from '../home-path.ts'
import { hubHome, ownConventions } from '../hub-cache/place.ts'

/** The hub that models come from, and how it is asked. */
export interface HubSettings {
  /** Address of the hub, without a slash at its end: the only place that the token is sent to. */
  readonly endpoint: string
  /** Addresses that are asked where the hub is not reached, or refuses as one that is overloaded does. */
  readonly mirrors: readonly string[]
  readonly token: string | null
  /** Whether nothing may be asked of a network. */
  readonly offline: boolean
  /** Milliseconds without a byte after which a transfer is begun again where it stopped. */
  readonly stallMs: number
  /** Milliseconds that refusals of a hub that is overloaded are waited for, of one download together. */
  readonly patienceMs: number
}

type Conventions = Pick<CacheConventions, 'environment' | 'home'>

const usualEndpoint = 'https://huggingface.co'
const usualStallMs = 30_000
const usualPatienceMs = 10_000

/**
 * The hub as the environment names it: `HF_ENDPOINT` (and `MODEL_ENDPOINT`, as llama.cpp has it), `HF_HUB_OFFLINE`,
 * `HF_TOKEN`, or the token that Hugging Face's own log-in has left.
 * @throws LlmBenchError `invalid-option` for an address or a token that cannot be meant
 */
export function hubSettings(mirrors: readonly string[] = [], conventions: Conventions = ownConventions()): HubSettings {
  const { environment } = conventions
  const variable = ['MODEL_ENDPOINT', 'HF_ENDPOINT'].find((name) => given(environment[name]) !== null)
  const seconds = Number(environment['HF_HUB_DOWNLOAD_TIMEOUT'] ?? '')
  return {
    endpoint:
      variable === undefined
        ? usualEndpoint
        : endpointOf(given(environment[variable]) ?? '', `environment: ${variable}`),
    mirrors: mirrors.map((mirror) => endpointOf(mirror, 'llmBench({ downloads.mirrors })')),
    token: tokenOf(conventions),
    offline: isTrue(environment['HF_HUB_OFFLINE']) || isTrue(environment['TRANSFORMERS_OFFLINE']),
    stallMs: seconds > 0 ? seconds * 1000 : usualStallMs,
    patienceMs: usualPatienceMs,
  }
}

function endpointOf(text: string, name: string): string {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol))
    throw notAllowed(name, shown(printableAddress(text)), 'an address such as https://huggingface.co')
  if (url.username !== '' || url.password !== '' || url.search !== '')
    throw notAllowed(name, 'an address with a password or a query', 'it without; a token goes into HF_TOKEN')
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}

function tokenOf(conventions: Conventions): string | null {
  const { environment } = conventions
  const token =
    given(environment['HF_TOKEN']) ?? given(environment['HUGGING_FACE_HUB_TOKEN']) ?? tokenOnDisk(conventions)
  if (token === null || /^[\u0021-\u007E]+$/.test(token)) return token
  throw notAllowed('environment: HF_TOKEN', 'a token with a space or another such character in it', 'the token alone')
}

function tokenOnDisk(conventions: Conventions): string | null {
  const { environment } = conventions
  if (isTrue(environment['HF_HUB_DISABLE_IMPLICIT_TOKEN'])) return null
  const named = given(environment['HF_TOKEN_PATH'])
  try {
    const path = named === null ? join(hubHome(conventions), 'token') : expandPath(named, '.')
    return given(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

function given(value: string | undefined): string | null {
  return value === undefined || value.trim() === '' ? null : value.trim()
}

function isTrue(value: string | undefined): boolean {
  return /^(?:1|on|yes|true)$/i.test(value?.trim() ?? '')
}
