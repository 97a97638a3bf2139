import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hubCacheFolder, ollamaBlobs, readableCaches } from '../../../src/models/hub-cache/place.ts'

const home = '/home/me'

test.for<[Record<string, string>, string]>([
  [{}, '/home/me/.cache/huggingface/hub'],
  [{ XDG_CACHE_HOME: '/x' }, '/x/huggingface/hub'],
  [{ HF_HOME: '/h', XDG_CACHE_HOME: '/x' }, '/h/hub'],
  [{ HUGGINGFACE_HUB_CACHE: '/old', HF_HOME: '/h' }, '/old'],
  [{ HF_HUB_CACHE: '/c', HUGGINGFACE_HUB_CACHE: '/old', HF_HOME: '/h' }, '/c'],
  [{ HF_HUB_CACHE: '', HF_HOME: '/h' }, '/h/hub'],
])('%o has the cache in %s', ([environment, folder]) => {
  expect(hubCacheFolder({ environment, home })).toBe(join(folder))
})

test('the folder that llama.cpp was told is read, too', () => {
  expect(readableCaches({ environment: { LLAMA_CACHE: '/l', HF_HOME: '/h' }, home })).toEqual(['/h/hub', '/l'])
  expect(readableCaches({ environment: { LLAMA_CACHE: '/c', HF_HUB_CACHE: '/c' }, home })).toEqual(['/c'])
})

test("Ollama's files are where it is told, else in the home folder", () => {
  expect(ollamaBlobs({ environment: {}, home })).toBe('/home/me/.ollama/models/blobs')
  expect(ollamaBlobs({ environment: { OLLAMA_MODELS: '/o' }, home })).toBe('/o/blobs')
  expect(ollamaBlobs({ environment: {}, home: null })).toBeNull()
})
