import { isItemsKind } from '../../workload/request-definition.ts'
import type { Check } from '../evidence/check.ts'

/** Vectors of a model that generates text take the time they take, and say nothing of how alike two texts are. */
export const notEmbeddingModel: Check = ({ header: { workload, facts } }) => {
  if (!isItemsKind(workload.kind) || facts.target.purpose !== 'text') return null
  return {
    id: 'not-embedding-model',
    status: 'warning',
    protects: ['quality'],
    message:
      'this is not an embedding model: its vectors are those of a model that generates text, and tell nothing of how ' +
      'alike texts are; take their speed only, or an embedding model',
  }
}
