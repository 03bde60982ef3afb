/// From a list of hosts to what each of them says: [Wulfhosts] and [HostNames] name them, a [Poller] asks them, a
/// [HostState] is what one of them came to, [Rates] is the arithmetic between two samples.
package org.wulfware.libwulf;
