import { expect, test } from 'vitest'
import { isSecretName } from '../../src/option-check/secret-names.ts'

test.for([
  ...['apiKey', 'api-key', 'API_KEY', 'key', 'privateKey', 'secretAccessKey', 'headers', 'env', 'token'],
  ...['Authorization', 'proxy-authorization', 'password', 'passwd', 'clientSecret', 'Cookie', 'session_token'],
])('%s holds a secret', (name) => {
  expect(isSecretName(name)).toBe(true)
})

test.for([
  ...['tokens', 'maxTokens', 'tokensPerChunk', 'keepStamps', 'keys', 'environment', 'header', 'model', 'url', ''],
])('%s holds none', (name) => {
  expect(isSecretName(name)).toBe(false)
})
