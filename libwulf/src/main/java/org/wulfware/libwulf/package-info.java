/// From a list of hosts to what each of them says: [Wulfhosts] and [HostNames] name them, a [Poller] asks them for what
/// an [Asking] says, a [HostState] is what one of them came to and a [Snapshot] what all did; an [Expression] forms values of it,
/// [Rates] is the arithmetic between two samples.
/// ```java
/// var hosts = HostNames.hosts("node[001-128]");
/// var load = Expression.of("load1 / cpus");
/// try (var poller = new Poller(hosts, Asking.of(load), Settings.usual())) {
///     poller.poll();
///     for (var state : poller.await(Duration.ofSeconds(6))) {
///         IO.println(state.host().name() + " " + load.number(state, 0));
///     }
/// }
/// ```
/// What cannot be read because a person wrote it wrong is an exception that is checked, quotes it and says where it stands:
/// [SyntaxException] of hosts, [ExpressionException] of expressions. What a node does, or sends, is none: a [Poll] tells it. A
/// value that is not there is NaN, an empty optional or an empty text, and never zero. Numbers of expressions are in the units of
/// [Measure], whatever the kernel counts in; those of a [org.wulfware.wire.Sample] are in the unit of their field. Times are of this
/// machine's clock unless they are said to be the node's.
///
/// A [Poller] may be used by several threads, what it returns by any. Texts that nodes sent are as they sent them: no terminal may
/// get them like that.
package org.wulfware.libwulf;
