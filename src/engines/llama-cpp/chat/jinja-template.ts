import { Template } from '@huggingface/jinja'

/** Variables that a chat template is rendered with, beside its messages. */
export type TemplateVariables = Readonly<Record<string, unknown>>

/** An exception that a template raises itself: its own words about messages it does not take. */
export class TemplateRefusal extends Error {}

/** A model's own chat template, parsed. */
export interface JinjaTemplate {
  /**
   * The text that the template makes of its variables.
   * @throws TemplateRefusal where the template says that it does not take them; another error where the
   * renderer cannot do what the template asks for
   */
  render(variables: TemplateVariables): string
}

/** Name under which our own function stands in the template's globals: its own cannot be replaced there. */
const raise = 'vitestLlmBenchRaise'

/**
 * Parses a chat template as transformers writes them.
 * @throws where it is no template, or uses what the parser does not know
 */
export function jinjaTemplate(source: string): JinjaTemplate {
  const template = new Template(source)
  rename(template.parsed, 'raise_exception', raise)
  return {
    render: (variables) =>
      template.render({
        ...variables,
        [raise]: (words: unknown) => {
          throw new TemplateRefusal(String(words))
        },
      }),
  }
}

/** Renames an identifier everywhere in a parsed template, so that its exceptions are told from the renderer's. */
function rename(node: unknown, from: string, to: string): void {
  if (typeof node !== 'object' || node === null) return
  if (node instanceof Map) {
    for (const [key, value] of node) {
      rename(key, from, to)
      rename(value, from, to)
    }
    return
  }
  const item = node as { type?: unknown; value?: unknown }
  if (item.type === 'Identifier' && item.value === from) item.value = to
  for (const part of Object.values(node)) rename(part, from, to)
}
