/// The cluster as lines on standard output: [Wulflogger] is the program, [Format] what its lines look like.
package org.wulfware.wulflogger;
