import { expect, test } from 'vitest'
import { printableAddress } from '../../src/option-check/printable-address.ts'

test.for([
  ['http://127.0.0.1:8000/v1', 'http://127.0.0.1:8000/v1'],
  ['nowhere', 'nowhere'],
  ['', ''],
  ['https://me:hunter2@host/v1', 'https://…@host/v1'],
  ['HTTPS://hunter2@host', 'HTTPS://…@host'],
  ['me:hunter2@host', '…@host'],
  // A password may hold whatever a URL is made of, and so may a query.
  ['https://me:hun@ter2@host/v1', 'https://…@host/v1'],
  ['https://me:hun@ter?2#@host/v1', 'https://…'],
  ['https:/me:hunter2@host', '…@host'],
  ['https://me:hunter2\n@host\nb', 'https://…@host b'],
  ['host/v1?key=hunter2', 'host/v1?…'],
  ['host/v1#hunter2', 'host/v1#…'],
  ['https://host/v1?mail=a@hunter.com&key=hunter2', 'https://…'],
])('of %s is shown %s', ([given, shown]) => {
  expect(printableAddress(given as string)).toBe(shown)
})
