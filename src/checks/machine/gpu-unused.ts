import type { Check } from '../evidence/check.ts'

/** A GPU backend that holds none of the model's layers computes on the CPU. */
export const gpuUnused: Check = ({ header }) => {
  const { backend, gpuLayers, totalLayers } = header.facts.target
  if (backend === null || backend === 'cpu' || gpuLayers === null) return null
  const message = `${gpuLayers} of ${totalLayers ?? 'an unknown number of'} layers are on the GPU (${backend})`
  const base = { id: 'gpu-unused', protects: ['all'] }
  if (gpuLayers > 0) return { ...base, status: 'ok', message }
  const ownModel = header.facts.target.kind === 'model'
  const wayOut = ownModel ? "set gpuLayers: 'max' or backend: 'cpu'" : 'have the server put layers on it'
  return { ...base, status: 'invalid', message: `${message}: ${wayOut}` }
}
