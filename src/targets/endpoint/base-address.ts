import { notAllowed } from '../../option-check/sentences.ts'
import { printableAddress } from '../../option-check/printable-address.ts'

/** An address as an example for messages. */
export const exampleAddress = 'http://127.0.0.1:8000/v1'

/**
 * The address that paths of the API are added to.
 *
 * @param where the option or argument that holds the address, in its call
 * @throws LlmBenchError `invalid-option` for a text that is no such address, shown without a password in it
 */
export function baseOf(text: string, where: string): string {
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
  if (url.search !== '' || url.hash !== '') {
    return refuse('it without what follows the path (?…, #…): further fields go into body, keys into headers')
  }
  const path = url.pathname.replace(/\/+$/, '')
  const [, base, asked] = /^(.*?)(\/(?:chat\/)?completions)$/.exec(path) ?? []
  if (asked !== undefined) {
    return refuse(`"${url.origin}${base ?? ''}": chat() and complete() add ${asked}`)
  }
  return `${url.origin}${path}`
}
