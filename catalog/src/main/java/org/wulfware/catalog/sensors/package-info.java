/// One file a kernel file: its fields, the sensor that reads them, the parser of its text.
package org.wulfware.catalog.sensors;
