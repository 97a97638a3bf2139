import { at, listOf, textOf } from '../../../json.ts'
import { type RoutedState, unknownModel } from '../routed-model.ts'
import { type RouterSoftware, untimed } from '../router-software.ts'

const states: Readonly<Record<string, RoutedState>> = { ready: 'loaded', starting: 'loading', stopping: 'loaded' }

/**
 * llama-swap: it has a process for each model, which whatever is asked of that process starts, and ends those of
 * others as its configuration says.
 */
export const llamaSwap: RouterSoftware = {
  name: 'llama-swap',
  models: async (listed, { get }) => {
    const running = listOf(at(await get('/running'), 'running'))
    return listed.map(({ id }) => {
      const found = running?.find((candidate) => at(candidate, 'model') === id)
      const state = running === null ? 'unknown' : (states[textOf(at(found, 'state')) ?? ''] ?? 'unloaded')
      return { ...unknownModel(id), state }
    })
  },
  load: async (model, { visit }) => {
    const answer = await visit(`/upstream/${pathOf(model)}/health`)
    // The process is there where it refuses the path itself: not every server has one of that name.
    const isThere = answer.status === 404 && !/not found/i.test(answer.said)
    return untimed(isThere ? { ...answer, status: 200 } : answer)
  },
  unload: async (model, { post }) => await post(`/api/models/unload/${pathOf(model)}`, {}),
  wayOut: '',
  events: null,
}

/** A name may have slashes, which its paths have as they are. */
function pathOf(model: string): string {
  return model.split('/').map(encodeURIComponent).join('/')
}
