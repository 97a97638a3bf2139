import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { LlmBenchError } from '../../errors.ts'
import { printableAddress } from '../../option-check/printable-address.ts'
import { shown } from '../../option-check/shown.ts'
import { listPackage } from './price-list.ts'
import { keepUpdate, type UpdatedList } from './updated-list.ts'

/** Milliseconds that a download may take. */
const patienceMs = 30_000
/** More bytes than a price list has. */
const mostBytes = 50_000_000

/** Address that the package names for its newest data. */
export function updateAddress(): string {
  const { REMOTE_DATA_JSON_URL }: typeof import('@pydantic/genai-prices') = createRequire(import.meta.url)(listPackage)
  return REMOTE_DATA_JSON_URL
}

/**
 * Fetches the newest data of the price list and keeps them: only when somebody asks for it. Of an address no query is
 * kept, in which a key may be.
 *
 * @param from address or file; the package's own address when left out
 * @throws LlmBenchError `price-unknown` where it cannot be fetched, or is no list that the package takes; what was
 * kept before stays
 */
export async function fetchUpdate(from: string = updateAddress(), file?: string): Promise<UpdatedList> {
  const text = await textOf(from)
  let providers: unknown
  try {
    providers = JSON.parse(text)
    checkList(providers)
  } catch (cause) {
    throw new LlmBenchError(
      'price-unknown',
      `${shown(from)} is no price list that ${listPackage} takes: ${messageOf(cause)}; prices stay as they were`,
      { cause },
    )
  }
  return keepUpdate(isAddress(from) ? printableAddress(from) : from, providers as readonly unknown[], file)
}

function isAddress(from: string): boolean {
  return /^https?:\/\//iu.test(from)
}

async function textOf(from: string): Promise<string> {
  try {
    if (!isAddress(from)) return await readFile(from, 'utf8')
    const { username, password } = new URL(from)
    // fetch refuses them, too, and has them in its message.
    if (username !== '' || password !== '') throw new Error('an address must have no user and no password in it')
    const answer = await fetch(from, { signal: AbortSignal.timeout(patienceMs) })
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`)
    const text = await answer.text()
    if (text.length > mostBytes) throw new Error(`it has ${text.length} characters`)
    return text
  } catch (cause) {
    throw new LlmBenchError(
      'price-unknown',
      `the price list could not be fetched from ${shown(from)}: ${messageOf(cause)}; prices stay as they were. ` +
        'Offline, give a copy: llm-bench prices update --from <file or address>',
      { cause },
    )
  }
}

/** Has the package itself check the data, as it will when they are used. */
function checkList(providers: unknown): void {
  if (!Array.isArray(providers) || providers.length === 0) throw new Error('it is no list of providers')
  const { updatePrices }: typeof import('@pydantic/genai-prices') = createRequire(import.meta.url)(listPackage)
  updatePrices(({ setProviderData }) => setProviderData(providers as never))
}

function messageOf(error: unknown): string {
  const { message, cause } = error as Error
  return cause instanceof Error ? `${message} (${cause.message})` : message
}
