import { notAllowed } from '../../option-check/sentences.ts'
import { printableAddress } from '../../option-check/printable-address.ts'

/** An address as an example for messages. */
export const exampleAddress = 'http://127.0.0.1:8000/v1'

/** An address, its query apart: that is sent with each request, and may hold a key. */
export interface BaseAddress {
  /** The address that paths of the API are added to. */
  readonly url: string
  /** Query without `?`; empty for none. */
  readonly query: string
}

/**
 * The address of an API.
 *
 * @param where the option or argument that holds the address, in its call
 * @throws LlmBenchError `invalid-option` for a text that is no such address, shown without a password in it
 */
export function baseOf(text: string, where: string): BaseAddress {
  const refuse = (wanted: string): never => {
    throw notAllowed(where, JSON.stringify(printableAddress(text)), wanted)
  }
  const url = URL.parse(text) ?? refuse(`a URL such as ${exampleAddress}`)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return refuse(`an address that starts with http: or https:, such as ${exampleAddress}`)
  }
  if (url.username !== '' || url.password !== '') {
    return refuse('it without user and password, for an address is printed, and headers: { authorization }')
  }
  if (url.hash !== '') return refuse('it without #…, which is never sent')
  const path = url.pathname.replace(/\/+$/, '')
  const [, base, asked] = /^(.*?)(\/(?:(?:chat\/)?completions|embeddings|rerank))$/.exec(path) ?? []
  if (asked !== undefined) {
    const query = url.search === '' ? '' : '?…'
    return refuse(`"${url.origin}${base ?? ''}${query}": ${callsOf(asked)} ${asked}, or the option paths says where`)
  }
  return { url: `${url.origin}${path}`, query: url.search.slice(1) }
}

/** The calls that add a path, and the verb. */
function callsOf(path: string): string {
  if (path === '/embeddings') return 'embed() adds'
  return path === '/rerank' ? 'rerank() adds' : 'chat() and complete() add'
}
