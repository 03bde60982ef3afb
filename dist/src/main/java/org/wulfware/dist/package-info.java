/// Makes the run-time images: what of the JDK a program needs, our jars, a launcher, an archive of loaded classes.
package org.wulfware.dist;
