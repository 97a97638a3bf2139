/** The prompt of the application: change it under `npm run watch`, and see what it costs. */
export function promptFor(question: string): string {
  return `You answer in one short sentence.\n\nQuestion: ${question}\nAnswer:`
}
