package job

import (
	"context"
	"time"

	"onward/internal/exchange/export"
)

// Export makes the files that people asked for, each in the name of the post
// that asked, one after the other; whoever asks wakes it.
func Export(exports export.Service) Job {
	return Job{Name: "export", Every: time.Second, Wake: exports.Wake, Do: func(ctx context.Context) (bool, error) { return exports.Work(ctx) }}
}
