/** The character table of opencc-js, which ships without types of its own: `traditional simplified` pairs joined by `|`. */
declare module 'opencc-js/dict/TSCharacters' {
  const pairs: string;
  export default pairs;
}
