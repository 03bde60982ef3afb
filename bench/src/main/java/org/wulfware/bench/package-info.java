/// Benchmarks of whole programs: `./wulf bench daemon`, `./wulf bench soak`.
package org.wulfware.bench;
