/// Samples over time. What the last rounds brought stands in a log, a frame a round, of what has changed; once it is an hour
/// old or large, it is sealed: turned into columns, a block a host, beside a thinned one that is kept longer.
package org.wulfware.history;
