import { at, listOf, numberOf, textOf } from '../../../json.ts'
import type { DeclaredMemoryRecord } from '../../../record/target.ts'
import { unknownModel } from '../routed-model.ts'
import { type RouterSoftware, untimed } from '../router-software.ts'

/** Ollama: a request without a prompt loads its model, and lets it go where it says that it need not be kept. */
export const ollamaModels: RouterSoftware = {
  name: 'Ollama',
  models: async (listed, { get }) => {
    const [tags, loaded] = [await get('/api/tags'), listOf(at(await get('/api/ps'), 'models'))]
    return listed.map(({ id }) => {
      const named = (candidate: unknown): boolean => at(candidate, 'name') === id
      const file = listOf(at(tags, 'models'))?.find(named)
      const found = loaded?.find(named)
      return {
        ...unknownModel(id),
        state: loaded === null ? 'unknown' : found === undefined ? 'unloaded' : 'loaded',
        contextSize: numberOf(at(found, 'context_length')),
        quantization: textOf(at(found ?? file, 'details', 'quantization_level')),
        sizeBytes: numberOf(at(found ?? file, 'size')),
        memory: found === undefined ? null : memoryOf(found),
      }
    })
  },
  load: async (model, { post }) => untimed(await post('/api/generate', { model, stream: false })),
  unload: async (model, { post }) => await post('/api/generate', { model, stream: false, keep_alive: 0 }),
  wayOut: '',
  processOf: async (model, { post }) => {
    // The file that its process is started with stands in its recipe, which is shown as a text.
    const recipe = textOf(at((await post('/api/show', { model })).body, 'modelfile')) ?? ''
    const file = /^FROM (\/.+)$/m.exec(recipe)?.[1]
    return file === undefined ? null : [file]
  },
  events: null,
}

function memoryOf(found: unknown): DeclaredMemoryRecord | null {
  const bytes = numberOf(at(found, 'size'))
  return bytes === null ? null : { bytes, vramBytes: numberOf(at(found, 'size_vram')) }
}
