package job

import (
	"context"
	"time"

	"onward/internal/exchange"
)

// Import brings in the spreadsheets that people sent, each in the name of the
// post that sent it, one after the other.
func Import(uploads exchange.Uploads) Job {
	return Job{Name: "import", Every: time.Second, Do: func(ctx context.Context) (bool, error) { return uploads.Work(ctx) }}
}
