import type { Check } from '../evidence/check.ts'

/** A GPU backend that holds none of the model's layers computes on the CPU. */
export const gpuUnused: Check = ({ header }) => {
  const { backend, gpuLayers, totalLayers } = header.facts.target
  if (backend === null || backend === 'cpu' || gpuLayers === null) return null
  const message = `${gpuLayers} of ${totalLayers ?? 'an unknown number of'} layers are on the GPU (${backend})`
  return gpuLayers > 0
    ? { id: 'gpu-unused', status: 'ok', protects: ['all'], message }
    : {
        id: 'gpu-unused',
        status: 'invalid',
        protects: ['all'],
        message: `${message}: ${header.facts.target.kind === 'model' ? "set gpuLayers: 'max' or backend: 'cpu'" : 'have the server put layers on it'}`,
      }
}
