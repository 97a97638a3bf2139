import type { Check } from '../evidence/check.ts'
import type { TargetRecord } from '../../record/target.ts'

const base = { id: 'gpu-unused', protects: ['all'] }

/** A GPU backend that holds none of the model's layers computes on the CPU, as does one that was not found. */
export const gpuUnused: Check = ({ header }) => {
  const { target } = header.facts
  const { backend, gpuLayers, totalLayers, kind } = target
  const asked = kind === 'model' ? target.configuration : null
  if (backend === 'cpu' && asksForGpu(asked))
    return {
      ...base,
      status: 'invalid',
      message:
        'a GPU was asked for, and the CPU computed, for no GPU backend works here: ' +
        "llm-bench doctor says which are there, or set backend: 'cpu'",
    }
  if (backend === null || backend === 'cpu' || gpuLayers === null) return null
  const message = `${gpuLayers} of ${totalLayers ?? 'an unknown number of'} layers are on the GPU (${backend})`
  if (gpuLayers === 0) {
    const wayOut = kind === 'model' ? "set gpuLayers: 'max' or backend: 'cpu'" : 'have the server put layers on it'
    return { ...base, status: 'invalid', message: `${message}: ${wayOut}` }
  }
  if (asked?.['gpuLayers'] === 'max' && totalLayers !== null && gpuLayers < totalLayers)
    return {
      ...base,
      status: 'warning',
      message: `${message}, though all were asked for: the CPU computes the others; free its memory`,
    }
  return { ...base, status: 'ok', message }
}

/**
 * Whether the options of a local model name a GPU's backend, or a number of layers for one: that all of them go to a
 * GPU is said by default, and by nobody.
 */
function asksForGpu(options: TargetRecord['configuration']): boolean {
  const { backend, gpuLayers } = { backend: null, gpuLayers: null, ...options }
  if (backend === 'cpu') return false
  return (backend !== null && backend !== 'auto') || (typeof gpuLayers === 'number' && gpuLayers > 0)
}
