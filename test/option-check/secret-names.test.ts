import { expect, test } from 'vitest'
import { isSecretName } from '../../src/option-check/secret-names.ts'

const secrets =
  'apiKey api-key API_KEY key privateKey secretAccessKey headers env token Authorization proxy-authorization ' +
  'password passwd clientSecret Cookie session_token'
const others = 'tokens maxTokens tokensPerChunk keepStamps keys environment header model url'

test.for(secrets.split(' '))('%s holds a secret', (name) => {
  expect(isSecretName(name)).toBe(true)
})

test.for(others.split(' '))('%s holds none', (name) => {
  expect(isSecretName(name)).toBe(false)
})
