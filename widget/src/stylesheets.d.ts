/** A stylesheet is imported for its effect: the build turns it into a file the page links. */
declare module '*.css'
