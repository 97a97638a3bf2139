import { notAllowed } from '../../option-check/sentences.ts'
import { serverText } from '../failure.ts'
import type { Redact } from '../redact.ts'

/**
 * The address that paths are added to.
 * @throws LlmBenchError `invalid-option` when the text is none, or holds a query or credentials
 */
export function baseUrl(text: string, redact: Redact): URL {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol))
    throw notAllowed(
      'url',
      `"${serverText(text, redact)}"`,
      'an http or https address such as http://127.0.0.1:8000/v1',
    )
  if (url.username !== '' || url.password !== '')
    throw notAllowed('url', `${url.origin} with a user name or password`, 'them as a header')
  if (url.search !== '') throw notAllowed('url', `${url.origin} with a query`, 'it without what follows "?"')
  return url
}
