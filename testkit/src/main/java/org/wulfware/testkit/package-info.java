/// Recorded trees, a simulated cluster, a virtual terminal: for tests and the demo only.
package org.wulfware.testkit;
