package io.github.seqrec4j.imports.demo;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/** Outlines of the categories within a square of side 100, the origin at its centre. */
final class Outlines {

  private Outlines() {}

  static Area of(Category category) {
    return switch (category) {
      case MUG -> join(round(-38, -34, 56, 68, 10), ring(20, 0, 20, 24, 9));
      case BAG -> join(polygon(-34, -10, 34, -10, 44, 44, -44, 44), arch(-20, -44, 40, 70, 8));
      case CHAIR ->
          join(
              box(-28, -48, 10, 96),
              box(18, -48, 10, 96),
              box(-28, -44, 56, 12),
              box(-28, -22, 56, 12),
              box(-36, 2, 72, 16));
      case LAMP ->
          join(polygon(-20, -48, 20, -48, 40, 0, -40, 0), box(-5, 0, 10, 40), box(-24, 38, 48, 9));
      case APRON ->
          join(
              polygon(-18, -24, 18, -24, 38, 4, 38, 46, -38, 46, -38, 4),
              arch(-16, -48, 32, 48, 5));
      case BLANKET -> join(polygon(-30, -36, 48, -36, 30, 36, -48, 36));
      case NOTEBOOK -> {
        Area area = join(round(-32, -46, 64, 92, 8));
        for (int y = -36; y <= 36; y += 18) {
          area.subtract(new Area(ellipse(-27, y - 4, 8, 8)));
        }
        yield area;
      }
      case HAT -> join(round(-26, -34, 52, 50, 30), ellipse(-49, 4, 98, 26));
      case BOX -> join(box(-40, -14, 80, 54), polygon(-46, -34, 46, -34, 46, -18, -46, -18));
      case TRAY -> {
        Area area = join(round(-49, -22, 98, 44, 30));
        area.subtract(new Area(round(-42, -8, 8, 16, 8)));
        area.subtract(new Area(round(34, -8, 8, 16, 8)));
        yield area;
      }
      case CLOCK -> {
        Area area = join(ellipse(-44, -44, 88, 88));
        area.subtract(new Area(box(-3, -30, 6, 33)));
        area.subtract(new Area(box(-3, -3, 24, 6)));
        yield area;
      }
      case BOTTLE -> join(round(-20, -18, 40, 66, 14), box(-9, -38, 18, 24), box(-12, -49, 24, 9));
    };
  }

  private static Area join(Shape... shapes) {
    Area area = new Area();
    for (Shape shape : shapes) {
      area.add(new Area(shape));
    }
    return area;
  }

  private static Shape box(double x, double y, double width, double height) {
    return new Rectangle2D.Double(x, y, width, height);
  }

  private static Shape round(double x, double y, double width, double height, double corner) {
    return new RoundRectangle2D.Double(x, y, width, height, corner, corner);
  }

  private static Shape ellipse(double x, double y, double width, double height) {
    return new Ellipse2D.Double(x, y, width, height);
  }

  private static Shape ring(double x, double y, double halfWidth, double halfHeight, float line) {
    Shape oval = ellipse(x - halfWidth, y - halfHeight, 2 * halfWidth, 2 * halfHeight);
    return new BasicStroke(line).createStrokedShape(oval);
  }

  private static Shape arch(double x, double y, double width, double height, float line) {
    Shape arc = new Arc2D.Double(x, y, width, height, 0, 180, Arc2D.OPEN);
    return new BasicStroke(line).createStrokedShape(arc);
  }

  private static Shape polygon(double... xy) {
    Path2D path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      path.lineTo(xy[i], xy[i + 1]);
    }
    path.closePath();
    return path;
  }
}
