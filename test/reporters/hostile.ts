/** A name with everything that could break out of a table, a document, an SVG or a terminal. */
export const hostileName: string =
  '| a \\| b\nc <script>alert(1)</script> `code` ]]> & "q" \u001B[31mred\u001B[0m \u0007\u202E *x* [l](javascript:1) \uD800'
