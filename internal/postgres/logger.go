package postgres

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// queryLog is gorm's logger on slog. It writes statements with their
// placeholders and never a value: a value may be a diagnosis.
type queryLog struct{ log *slog.Logger }

func newLogger(log *slog.Logger) logger.Interface {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return queryLog{log}
}

// ParamsFilter keeps values out of the log.
func (q queryLog) ParamsFilter(_ context.Context, sql string, _ ...any) (string, []any) {
	return sql, nil
}

func (q queryLog) LogMode(logger.LogLevel) logger.Interface { return q }
func (q queryLog) Info(context.Context, string, ...any)     {}
func (q queryLog) Warn(ctx context.Context, msg string, _ ...any) {
	q.log.WarnContext(ctx, "gorm", "message", msg)
}
func (q queryLog) Error(ctx context.Context, msg string, _ ...any) {
	q.log.ErrorContext(ctx, "gorm", "message", msg)
}

func (q queryLog) Trace(ctx context.Context, begin time.Time, sql func() (string, int64), err error) {
	took := time.Since(begin)
	failed := err != nil && !errors.Is(err, gorm.ErrRecordNotFound) && !errors.Is(err, context.Canceled)
	if !failed && took < 200*time.Millisecond {
		return
	}
	statement, rows := sql()
	q.log.WarnContext(ctx, "query", "statement", statement, "rows", rows, "took", took, "failed", failed)
}
