import { plainExcerpt } from '../../plain-text.ts'
import type { Check } from '../evidence/check.ts'

/** Columns that a name may take. */
const nameWidth = 60

/** A model that was named, and answered, although the server's list of models lacks it. */
export const unlistedModel: Check = ({ header }) => {
  const { listed, model } = header.facts.target
  if (listed !== false) return null
  const name = `"${plainExcerpt(model, nameWidth)}"`
  return {
    id: 'unlisted-model',
    status: 'warning',
    protects: [],
    message:
      `the server's list of models has no ${name}, and it answered to that name: a gateway may list patterns or ` +
      'nothing, another server answers with whatever it has loaded; look at the names in its answers',
  }
}
