/// What every face shows, as data: a [Display] is a list of [Column]s, a [Column] makes a [Cell] of what a host said,
/// and [Displays] names them all.
package org.wulfware.display;
