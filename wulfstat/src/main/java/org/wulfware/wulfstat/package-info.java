/// The cluster in a terminal. What happens is one [Model] after another: keys ([Keyboard]), polls ([Source]) and time
/// make the next, [View] draws it, and [Session] is the one thread that does both and waits for nothing but events.
package org.wulfware.wulfstat;
