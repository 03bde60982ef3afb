/// The terminal: keys in, cells out. Nothing here knows what a cluster is, and nothing outside it knows an escape
/// sequence, so it can be exchanged as a whole.
///
/// It is our own because the first frame is to stand within 0.4 s of the command. Medians of five, JDK 25, two cores,
/// 120 × 40 cells: a terminal from JLine 4.5.0 was ready after 360 ms over the foreign memory API and after 225 ms over
/// JNI, from `stty` after 34 ms; the first frame took 173 ms with TamboUI 0.2.0 (1,403 classes loaded in all) and 6 ms
/// with a grid of cells (896), each later one 720 µs and 80 µs. TamboUI hands control characters in a text on to the
/// terminal.
package org.wulfware.wulfstat.screen;
